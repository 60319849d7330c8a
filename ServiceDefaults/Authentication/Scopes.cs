namespace Julie.ServiceDefaults.Authentication;

/// <summary>Scopes of a caller; each is also the name of the authorization policy that asks for it. Admin implies the others.</summary>
public static class Scopes
{
    /// <summary>Search and read what is granted.</summary>
    public const string Search = "search";

    /// <summary>Register repositories that are granted and ask for syncs.</summary>
    public const string Ingest = "ingest";

    /// <summary>Everything, on every repository.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Search, Ingest, Admin];
}
