using System.Globalization;
using System.Text;

namespace Julie.Client;

/// <summary>Puts a path and its query together; what is null is left out.</summary>
internal sealed class Address(string path)
{
    private readonly StringBuilder text = new(path);
    private char before = '?';

    /// <summary>A part of a path, slashes kept: names of repositories and paths of files have them.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    public Address With(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(before).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            before = '&';
        }

        return this;
    }

    public Address With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Only where it is not the service's default.</summary>
    public Address With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    public Address With(string name, IReadOnlyList<string> values)
    {
        foreach (string value in values)
        {
            With(name, value);
        }

        return this;
    }

    public override string ToString() => text.ToString();
}
