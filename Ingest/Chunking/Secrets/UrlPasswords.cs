using System.Buffers;

namespace Julie.Ingest.Chunking.Secrets;

/// <summary>Passwords in addresses: <c>postgres://user:password@host</c>. The rest of the address stays.</summary>
internal static class UrlPasswords
{
    private const int Longest = 200;
    private static readonly SearchValues<char> End = SearchValues.Create("@ \t\r\n\"'`<>|\\");
    private static readonly SearchValues<char> Variables = SearchValues.Create("{}$<>*()[]");
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "pass", "password", "passwd", "passwort", "pwd", "pw", "p", "secret", "user", "username", "test", "tests", "testing", "guest", "postgres", "mysql", "root", "admin", "example", "changeme", "foo", "bar", "baz",
        "foobar", "hunter2", "token", "key", "apikey", "abc", "abc123", "123", "1234", "12345", "123456", "qwerty", "letmein", "mypassword", "mypass", "my-password", "my_password", "userpass", "port", "x-oauth-basic", "somepassword", "some_password",
        "dbpass", "dbpassword", "db_password", "redis", "rabbitmq", "mongo", "mongodb", "minio", "minioadmin", "sa", "p4ssw0rd", "passw0rd", "p@ssw0rd", "p%40ss", "pass1", "pass2", "password1", "password123",
    };

    public static void Find(string text, List<FoundSecret> found)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", at + 3, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
            {
                continue;
            }

            var start = at + 3;
            var authority = text.AsSpan(start, Math.Min(Longest, text.Length - start));
            var end = authority.IndexOfAny(End);
            var colon = authority.IndexOf(':');
            // The @ must come before the path; a password with a slash is escaped in an address.
            if (end <= 0 || authority[end] != '@' || colon < 0 || colon >= end - 1 || authority[..end].ContainsAny('/', '?', '#'))
            {
                continue;
            }

            var user = authority[..colon];
            var password = authority[(colon + 1)..end];
            var host = end + 1 < authority.Length ? authority[end + 1] : ' ';
            if ((char.IsAsciiLetterOrDigit(host) || host == '[') && IsPassword(user, password))
            {
                found.Add(new FoundSecret(start + colon + 1, password.Length, "url-password"));
            }
        }
    }

    /// <summary>Not a word that stands for a password in a manual, not the user's name again, not a variable.</summary>
    public static bool IsPassword(ReadOnlySpan<char> user, ReadOnlySpan<char> password) =>
        password.Length - (2 * password.Count('%')) >= 4 && !password.Equals(user, StringComparison.OrdinalIgnoreCase) && !password.ContainsAny(Variables) && !Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(password)
        && !Randomness.IsPlaceholder(password) && password.ContainsAnyInRange('0', '9') | password.ContainsAnyInRange('A', 'Z') | password.Length >= 10;
}
