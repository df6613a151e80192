workspace "bookshop" "Services as proposed by Banyan" {
  model {
    system = softwareSystem "bookshop" "Services as proposed by Banyan" {
      s_book = container "book" "11 modules, 10 endpoints" "TypeScript"
      s_book__data = container "book data" "authors, book_authors, books, categories, schema_migrations, stock" "Database" "Database"
      s_book -> s_book__data "owns"
      s_cart = container "cart" "7 modules, 5 endpoints" "TypeScript"
      s_cart__data = container "cart data" "cart_items, carts" "Database" "Database"
      s_cart -> s_cart__data "owns"
      s_feed = container "feed" "4 modules, 1 endpoint" "TypeScript"
      s_notification = container "notification" "5 modules, 0 endpoints" "TypeScript"
      s_notification__data = container "notification data" "outbox" "Database" "Database"
      s_notification -> s_notification__data "owns"
      s_order = container "order" "5 modules, 4 endpoints" "TypeScript"
      s_order__data = container "order data" "order_items, orders" "Database" "Database"
      s_order -> s_order__data "owns"
      s_payment = container "payment" "7 modules, 2 endpoints" "TypeScript"
      s_payment__data = container "payment data" "payments, refunds" "Database" "Database"
      s_payment -> s_payment__data "owns"
      s_review = container "review" "5 modules, 4 endpoints" "TypeScript"
      s_review__data = container "review data" "reviews" "Database" "Database"
      s_review -> s_review__data "owns"
      s_stock = container "stock" "5 modules, 4 endpoints" "TypeScript"
      s_stock__data = container "stock data" "stock_movements" "Database" "Database"
      s_stock -> s_stock__data "owns"
      s_user = container "user" "7 modules, 9 endpoints" "TypeScript"
      s_user__data = container "user data" "addresses, sessions, users" "Database" "Database"
      s_user -> s_user__data "owns"
    }
    s_book -> s_user "uses 3 times"
    s_cart -> s_book "uses 1 time"
    s_cart -> s_stock "uses 1 time"
    s_cart -> s_user "uses 6 times"
    s_feed -> s_user "uses 1 time"
    s_order -> s_book "uses 1 time"
    s_order -> s_cart "uses 5 times"
    s_order -> s_payment "uses 4 times"
    s_order -> s_stock "uses 2 times"
    s_order -> s_user "uses 6 times"
    s_payment -> s_book "uses 1 time"
    s_payment -> s_order "uses 3 times"
    s_payment -> s_user "uses 4 times"
    s_review -> s_book "uses 2 times"
    s_review -> s_order "uses 3 times"
    s_review -> s_user "uses 4 times"
    s_stock -> s_user "uses 3 times"
    s_user -> s_book "uses 1 time"
    s_user -> s_feed "uses 3 times"
    s_user -> s_notification "uses 3 times"
    s_book -> s_user__data "touches 2 tables"
    s_book -> s_review__data "touches 1 table"
    s_cart -> s_book__data "touches 1 table"
    s_notification -> s_user__data "touches 1 table"
    s_order -> s_user__data "touches 1 table"
    s_order -> s_book__data "touches 1 table"
    s_order -> s_stock__data "touches 1 table"
    s_review -> s_book__data "touches 1 table"
    s_review -> s_order__data "touches 2 tables"
    s_review -> s_user__data "touches 1 table"
    s_stock -> s_book__data "touches 2 tables"
  }
  views {
    container system "services" {
      include *
      autoLayout lr
    }
    styles {
      element "Database" {
        shape Cylinder
      }
    }
  }
}
