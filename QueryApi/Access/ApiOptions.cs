using System.ComponentModel.DataAnnotations;

namespace Julie.QueryApi.Access;

/// <summary>Settings of <c>Julie:Api</c>: how much one caller may ask, and which other pages may ask at all.</summary>
internal sealed class ApiOptions : IValidatableObject
{
    public const string Section = "Julie:Api";

    /// <summary>Requests a second that one key or user may send for long; 0: as many as it likes. Administrators are not limited: they can do worse.</summary>
    [Range(0, 100_000)]
    public int RequestsPerSecond { get; set; } = 20;

    /// <summary>Requests that it may send at once after a pause: 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 100;

    /// <summary>Requests of one key or user that are worked on at the same time; 0: no limit.</summary>
    [Range(0, 100_000)]
    public int ConcurrentRequests { get; set; } = 32;

    /// <summary>Searches of one key or user that look for patterns or quoted texts at the same time; 0: no limit. Half the cores where nothing is said, so that the others have the rest.</summary>
    [Range(0, 100_000)]
    public int ConcurrentPatterns { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many more of them wait until one is done: 0 to 100,000. Beyond that they are refused.</summary>
    [Range(0, 100_000)]
    public int WaitingPatterns { get; set; } = 8;

    /// <summary>Origins whose pages may call this API with a key, <c>https://portal.example</c>; none where nothing is said.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AllowedOrigins
        .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.GetLeftPart(UriPartial.Authority) != origin || uri.Scheme is not ("https" or "http"))
        .Select(origin => new ValidationResult($"{Section}:AllowedOrigins holds '{origin}': write an origin such as https://portal.example, without a path or a * in it."));
}
