namespace Julie.QueryApi.Tests.Permissions;

/// <summary>What an answer has too much is a leak, what it lacks is an omission.</summary>
internal static class Differences
{
    public static IEnumerable<string> Of<T>(string what, IEnumerable<T> expected, IEnumerable<T> got)
    {
        List<T> missing = [.. expected];
        foreach (T one in got)
        {
            if (!missing.Remove(one))
            {
                yield return $"leak: {what}: {one}";
            }
        }

        foreach (T one in missing)
        {
            yield return $"omission: {what}: {one}";
        }
    }
}
