namespace Julie.Bench.Freshness;

/// <summary>Milliseconds from the first byte of the webhook on.</summary>
/// <param name="Delivery">Key of the delivery.</param>
/// <param name="Accepted">Until its answer.</param>
/// <param name="Words">Until an answer of a search held the new text.</param>
/// <param name="Vector">Until one held it by its vector.</param>
/// <param name="Search">Of the search alone that found it, as the service says.</param>
/// <param name="Misses">Answers that promised the commit and did not hold the text.</param>
internal sealed record PushTimes(long Delivery, double Accepted, double Words, double Vector, double Search, int Misses);
