namespace Julie.ServiceDefaults.Authentication;

/// <summary>Scopes of a key; each is also the name of the authorization policy that asks for it. Admin implies the others.</summary>
public static class Scopes
{
    /// <summary>Search and read what is granted.</summary>
    public const string Search = "search";

    /// <summary>Register repositories and ask for syncs.</summary>
    public const string Ingest = "ingest";

    /// <summary>Everything, on every repository.</summary>
    public const string Admin = "admin";

    internal const string ClaimType = "julie:scope";
    internal const string KeyIdClaimType = "julie:key";
}
