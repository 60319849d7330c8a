namespace Julie.Chaos.Tests.Plan;

/// <summary>What becomes of the webhook of a push on its way.</summary>
internal enum DeliveryKind
{
    Once,
    Twice,

    /// <summary>Comes after those of later pushes.</summary>
    Late,

    /// <summary>Never comes: only asking the remote finds the push.</summary>
    Dropped,

    /// <summary>Comes beside forged ones, with the wrong proof or none.</summary>
    WithForged,
}
