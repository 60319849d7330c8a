namespace Julie.Index.Webhooks;

/// <summary>What a delivery wants done.</summary>
public static class DeliveryKind
{
    /// <summary>Refs were created, moved or deleted.</summary>
    public const string Push = "push";

    /// <summary>The repository has another address: renamed, or transferred to another owner.</summary>
    public const string Rename = "rename";

    /// <summary>The repository was deleted.</summary>
    public const string Delete = "delete";
}
