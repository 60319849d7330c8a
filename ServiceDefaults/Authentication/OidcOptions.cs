using System.ComponentModel.DataAnnotations;

namespace Julie.ServiceDefaults.Authentication;

/// <summary>Settings of <c>Julie:Auth:Oidc</c>: tokens of an OpenID Connect issuer, beside keys. Without an authority there are none.</summary>
public sealed class OidcOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Julie:Auth:Oidc";

    /// <summary>Address of the issuer: its <c>/.well-known/openid-configuration</c> is read. https, but on this machine.</summary>
    public Uri? Authority { get; set; }

    /// <summary>What the token's <c>aud</c> must hold: a token that was made for another service is refused.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The claim that grants to users go by. One that a user can change is one that a user can become somebody else with.</summary>
    [Required]
    public string UserClaim { get; set; } = "sub";

    /// <summary>The claim that grants to groups go by: a list of names, or one.</summary>
    [Required]
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>Groups that may register repositories and ask for syncs.</summary>
    public IReadOnlyList<string> IngestGroups { get; set; } = [];

    /// <summary>Groups that may do everything.</summary>
    public IReadOnlyList<string> AdminGroups { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null)
        {
            yield break;
        }

        if (!Authority.IsAbsoluteUri || (Authority.Scheme != Uri.UriSchemeHttps && !(Authority.Scheme == Uri.UriSchemeHttp && Authority.IsLoopback)))
        {
            yield return new ValidationResult($"{Section}:Authority is '{Authority}': it must be an https address.", [nameof(Authority)]);
        }

        if (string.IsNullOrWhiteSpace(Audience))
        {
            yield return new ValidationResult($"{Section}:Audience must be set beside Authority: without it any token of that issuer would do.", [nameof(Audience)]);
        }
    }
}
