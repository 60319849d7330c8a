namespace Julie.Bench.Regex;

/// <summary>What people look for in PHP, from names that are rare to words that are everywhere, in the dialect that all three tools share.</summary>
internal static class Patterns
{
    public static readonly string[] All =
    [
        @"getClientIp",
        @"class \w+Factory\b",
        @"function __invoke\(",
        @"new \\?DateTimeImmutable\(",
        @"TODO|FIXME|XXX",
        @"(?i)csrf_?token",
        @"throw new Logic\w*Exception\(",
        @"^namespace Symfony\\Component\\Mailer",
        @"->expects\(self::once\(\)\)$",
        @"@deprecated since Symfony [67]\.\d",
        @"preg_(match|replace)(_all|_callback)?\(",
        @"implements .*EventSubscriberInterface",
        @"sprintf\('[^']*%d[^']*'",
        @"\bfinal class [A-Z]\w*Normalizer\b",
        @"[a-z]+_[a-z]+_[a-z]+_[a-z]+_[a-z]+\(",
        @"usleep\(\d+\)",
        @"if \(null === \$this->\w+\) \{$",
        @"https?://[^ '""]*\.dev/",
        @"0x[0-9A-Fa-f]{6,}",
        @"array_(map|filter)\(static fn",
    ];
}
