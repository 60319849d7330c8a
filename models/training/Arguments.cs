using System.Globalization;

namespace Julie.Training;

/// <summary>A step and its <c>--name value</c> options; an option may stand several times.</summary>
internal sealed class Arguments
{
    private readonly ILookup<string, string> values;

    private Arguments(string step, ILookup<string, string> values) => (Step, this.values) = (step, values);

    public string Step { get; }

    public static Arguments Parse(string[] arguments)
    {
        var pairs = new List<(string Name, string Value)>();
        for (var i = 1; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
            {
                throw new ArgumentException($"'{arguments[i]}' is no option with a value.");
            }

            pairs.Add((arguments[i][2..], arguments[i + 1]));
        }

        return new Arguments(arguments.Length == 0 ? "" : arguments[0], pairs.ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
    }

    /// <summary>The same with one option set anew.</summary>
    public Arguments With(string name, string value) => new(
        Step, values.Where(option => option.Key != name).SelectMany(option => option.Select(text => (option.Key, text))).Append((name, value))
            .ToLookup(option => option.Item1, option => option.Item2, StringComparer.Ordinal));

    public IEnumerable<string> All(string name) => values[name];

    public string? Find(string name) => values[name].LastOrDefault();

    public string Need(string name) => Find(name) ?? throw new ArgumentException($"--{name} is missing.");

    public int Number(string name, int otherwise) =>
        Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public float Fraction(string name, float otherwise) =>
        Find(name) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
