package shop.parse

import scala.util.Try

/** A result. */
sealed trait Parsed[+A]

object Parsed {
  case class Done[A](value: A, rest: String) extends Parsed[A]
  case object Failed extends Parsed[Nothing]
}

trait Parser[A] { self =>
  def run(input: String): Parsed[A]

  /** Changes what comes out. */
  def map[B](f: A => B): Parser[B] = new Parser[B] {
    def run(input: String) = self.run(input) match {
      case Parsed.Done(value, rest) => Parsed.Done(f(value), rest)
      case Parsed.Failed            => Parsed.Failed
    }
  }

  final def ~[B](other: Parser[B]): Parser[(A, B)] =
    for {
      a <- self
      b <- other
    } yield (a, b)
}
