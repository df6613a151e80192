import type { AddCommand } from '../command.ts';
import { toolVersion } from '../../disk/tool-version.ts';

interface ProxyFlags {
  readonly plan: string;
  readonly listen?: string;
  readonly admin?: string;
  readonly workers?: string;
  readonly accessLog?: string;
  readonly state?: string;
  readonly check?: boolean;
}

export const addProxy: AddCommand = ({ program, io, action }) => {
  program
    .command('proxy')
    .description('Stand between clients and the monolith, and send each request where the plan says.')
    .option('--plan <file>', 'the plan', 'banyan.yaml')
    .option('--listen <address>', 'where clients connect: host:port, or unix:/path')
    .option('--admin <address>', 'where "banyan routes" and metrics connect; "off" for nowhere')
    .option('--workers <number>', 'processes that share the work; "auto" for one a core')
    .option('--access-log <file>', 'one JSON line for each request; "-" for stdout, "off" for none')
    .option(
      '--state <folder>',
      'where stages, divergences and traffic are kept (default: .banyan beside the plan)',
    )
    .option('--check', 'read the plan, say what would be routed where, and stop')
    .option('--json', 'print one JSON document at the end')
    .action(
      action(async (flags: ProxyFlags) => {
        const { runProxy, workerFile } = await import('../../proxy/index.ts');
        if (flags.check === true) return (await import('../routes/check-plan.ts')).checkPlan(flags.plan, io);
        await runProxy({
          file: flags.plan,
          state: flags.state,
          flags,
          env: io.env,
          version: toolVersion(),
          workerFile,
          write: (text) => void io.stderr.write(text),
          signal: io.signal,
        });
        return { data: { stopped: true }, text: () => '' };
      }),
    );
};
