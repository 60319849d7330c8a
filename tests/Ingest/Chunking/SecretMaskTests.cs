using System.Text;

using Julie.Ingest.Chunking.Secrets;

namespace Julie.Ingest.Tests.Chunking;

/// <summary>What is masked, what stays, and what is reported. Every secret here is made up, and put together so that no scanner takes it for one.</summary>
public sealed class SecretMaskTests
{
    private const string Random40 = "q7Zx2Lm9Rt4Vb8Ns1Kd6Wf3Hj5Gp0Yc7Ue2Ta9";
    private const string Base64Line = "MIIEpAIBAAKCAQEAx7Kq2vVn0tqJ8sYw3mZb9dLrT5uXhG1fPoE6iCkWaQyB4nSj";
    private static readonly string Hex32 = "9f1c07be34a85d62" + "c3e7041bfa986d25";

    public static TheoryData<string, string> Shapes => new()
    {
        { "aws-access-key", "AKIA" + "Q3EGXM7KZ2PLWT5N" },
        { "google-key", "AIza" + "SyD3x9Kq7Lm2Vn8Rt4Wb6Zc1Hf5Jg0Pu_eT" },
        { "github-token", "ghp_" + Random40[..36] },
        { "github-token", "github_pat_" + "11ABQ7Z2Y0" + Random40 + "_" + Random40[..31] },
        { "gitlab-token", "glpat-" + Random40[..20] },
        { "slack-token", "xoxb-" + "2847561930-" + Random40[..24] },
        { "stripe-key", "sk_live_" + Random40[..24] },
        { "npm-token", "npm_" + Random40[..36] },
        { "pypi-token", "pypi-AgEIcHlwaS5vcmc" + Random40 + Random40 },
        { "openai-key", "sk-proj-" + Random40 + Random40 },
        { "anthropic-key", "sk-ant-" + "api03-" + Random40 + Random40 },
        { "huggingface-token", "hf_" + Random40[..34] },
        { "sendgrid-key", "SG." + Random40[..22] + "." + Random40 + "aB3" },
        { "shopify-token", "shpat_" + Hex32 },
        { "vault-token", "hvs." + Random40[..24] },
        { "jwt", "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiI0MiIsIm4iOiJLaW0ifQ" + "." + Random40 },
        { "age-key", "AGE-SECRET-KEY-1" + "Q7ZX2LM9RT4VB8NS1KD6WF3HJ5GP0YC7UE2TA9QXWZ4RM8KL6VN3SD5HJG" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Of_TokenOfAProvider_IsMaskedAndReported(string kind, string token)
    {
        var masked = SecretMask.Of($"first line\nclient.use(\"{token}\") # {kind}\nlast\n");
        Assert.DoesNotContain(token[^12..], masked.Text, StringComparison.Ordinal);
        Assert.Contains($"(\"{new string('*', token.Length)}\")", masked.Text, StringComparison.Ordinal);
        var secret = Assert.Single(masked.Secrets);
        Assert.Equal((kind, 2, 2, 1), (secret.Kind, secret.Line, secret.EndLine, secret.Count));
    }

    [Theory]
    [InlineData("RSA PRIVATE KEY")]
    [InlineData("PRIVATE KEY")]
    [InlineData("ENCRYPTED PRIVATE KEY")]
    [InlineData("OPENSSH PRIVATE KEY")]
    [InlineData("EC PRIVATE KEY")]
    [InlineData("PGP PRIVATE KEY BLOCK")]
    public void Of_PrivateKey_IsMaskedFromItsFirstLineToItsLast(string label)
    {
        var text = $"before\n-----BEGIN {label}-----\n{Base64Line}\n{Base64Line}\nQmFzZQ==\n-----END {label}-----\nafter\n";
        var masked = SecretMask.Of(text);
        Assert.Equal(text.Length, masked.Text.Length);
        Assert.DoesNotContain("MIIE", masked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("QmFz", masked.Text, StringComparison.Ordinal);
        Assert.Contains("after", masked.Text, StringComparison.Ordinal);
        Assert.Equal(("private-key", 3, 5), (masked.Secrets.Single().Kind, masked.Secrets[0].Line, masked.Secrets[0].EndLine));
    }

    [Fact]
    public void Of_PrivateKeyInOneLine_IsMasked()
    {
        var masked = SecretMask.Of($$"""{"type": "service_account", "private_key": "-----BEGIN {{"PRIVATE"}} KEY-----\n{{Base64Line}}\n{{Base64Line}}\n-----END {{"PRIVATE"}} KEY-----\n"}""");
        Assert.DoesNotContain("MIIE", masked.Text, StringComparison.Ordinal);
        Assert.EndsWith("KEY-----\\n\"}", masked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PrivateKeyWithoutItsEnd_IsMaskedAsFarAsItGoes()
    {
        var masked = SecretMask.Of($"-----BEGIN {"RSA"} PRIVATE KEY-----\n{Base64Line}\n{Base64Line}\nnot key material: words\n");
        Assert.DoesNotContain("MIIE", masked.Text, StringComparison.Ordinal);
        Assert.Contains("not key material", masked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PuttyKey_IsMasked()
    {
        var masked = SecretMask.Of($"PuTTY-User-Key-File-3: ssh-rsa\nComment: me\nPublic-Lines: 1\nAAAAB3NzaC1yc2E=\nPrivate-Lines: 2\n{Base64Line}\n{Base64Line[..40]}\nPrivate-MAC: {Hex32}\n");
        Assert.DoesNotContain("MIIE", masked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hex32, masked.Text, StringComparison.Ordinal);
        Assert.Contains("AAAAB3NzaC1yc2E=", masked.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DB = 'postgres://shop:%@db.internal:5432/shop'", "url-password", "Tr0ub4dor&3x")]
    [InlineData("amqp://worker:%@rabbit/", "url-password", "gT7wq2Lp")]
    [InlineData("\"Server=db;User Id=app;Password=%;\"", "connection-string", "Winter2031!")]
    [InlineData("API_KEY=%", "assignment", Random40)]
    [InlineData("client_secret: \"%\"", "assignment", "dK3v9Qz7Xw1Lm5Rt")]
    [InlineData("var password = \"%\";", "assignment", "x9#Kq2!vLm7@Tz4W")]
    [InlineData("    \"authToken\": \"%\",", "assignment", "9Zk3Lq7Vx2Rm8Wt5Nb1Hd6Jf")]
    [InlineData("<add key=\"ApiKey\" value=\"%\" />", "assignment", "Zk3Lq7Vx2Rm8Wt5Nb1Hd")]
    [InlineData("const secret: string = '%'", "assignment", "Zk3Lq7Vx2Rm8Wt5Nb1Hd")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=%==", "azure-key", "b3BlbiBzZXNhbWUgaXMgbm90IGEga2V5K1E3WngyTG05UnQ0VmI4TnMxS2Q2V2YzSGo1R3AwWWM3VWUyVGE5LzE")]
    [InlineData("Authorization: Bearer %", "bearer-token", "mF9xB5f3JqMkL2wZ8vTn4RtY7uI1oP6a")]
    public void Of_ValueThatItsPlaceGivesAway_IsMaskedAlone(string line, string kind, string value)
    {
        var masked = SecretMask.Of("a\r\nb\r\n" + line.Replace("%", value, StringComparison.Ordinal) + "\r\n");
        var stars = new string('*', value.Length + (kind == "azure-key" ? 2 : 0));
        Assert.Equal("a\r\nb\r\n" + line.Replace(kind == "azure-key" ? "%==" : "%", stars, StringComparison.Ordinal) + "\r\n", masked.Text);
        Assert.Equal((kind, 3), (Assert.Single(masked.Secrets).Kind, masked.Secrets[0].Line));
    }

    [Theory]
    [InlineData("commit = \"3f786850e387550fdab836ed7e6dc881de23001b\"")]
    [InlineData("\"integrity\": \"sha512-9GkCYxnY5d8hHlkT8UAKzEbyGYRUXfGQMmTCDTnLkqBrEjNgQyMQyJoYJ7QvTuMkkLJRz/0cZrhPzNwvAhWKgA==\"")]
    [InlineData("id = \"7b3f0d52-8c1e-4f60-9f7a-2d9c3b1e6a45\"")]
    [InlineData("var token = \"7b3f0d52-8c1e-4f60-9f7a-2d9c3b1e6a45\";")]
    [InlineData("PublicKeyToken=b03f5f7f11d50a3a")]
    [InlineData("secret_hash = \"5e884898da28047151d0e56f8dc6292773603d0d6aabbd\"")]
    [InlineData("password = os.environ[\"DATABASE_PASSWORD_2\"]")]
    [InlineData("var token = tokenizer.NextToken(stream, position1);")]
    [InlineData("string secret = \"my-super-secret-password-1\";")]
    [InlineData("password: ${DB_PASSWORD_FROM_VAULT_1}")]
    [InlineData("postgres://user:password@localhost/db")]
    [InlineData("postgres://postgres:postgres@localhost/db")]
    [InlineData("https://host:8080/path/@scope/1234567890")]
    [InlineData("redis://:{password}@host")]
    [InlineData("public string Key = \"value\";")]
    [InlineData("api_key = \"your-api-key-here-0123456\"")]
    [InlineData("token = \"ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"")]
    [InlineData("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")]
    [InlineData("alphabet_secret = \"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\"")]
    [InlineData("private_key_path = \"/etc/ssl/private/server-1.key\"")]
    [InlineData("cancellationToken: TestContext.Current.CancellationToken1")]
    [InlineData("KEY = load_rsa_private_key('rsa512_key.pem')")]
    [InlineData("\"nextPageToken\": \"ChhQRVJfUFJPSkVDVF9NQUNISU5FX1RZUEUSGjYwMDUzMTk1NTY3NS5uMS1zdGFuZGFyZC04\",")]
    [InlineData("`http://a%20b:c%20d@host/`")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEAx7Kq2vVn0tqJ8sYw3mZb9dLrT5uXhG1fPoE6iCkWaQyB4nSj\n-----END CERTIFICATE-----")]
    public void Of_WhatIsNoSecret_Stays(string text)
    {
        var masked = SecretMask.Of(text);
        Assert.Equal(text, masked.Text);
        Assert.Empty(masked.Secrets);
    }

    [Fact]
    public void Of_CodeBetweenTheMarksOfAKey_Stays()
    {
        var text = $"var begin = \"-----BEGIN {"RSA"} PRIVATE KEY-----\";\nvar body = Convert.ToBase64String(key);\nvar end = \"-----END {"RSA"} PRIVATE KEY-----\";\n";
        Assert.Equal(text, SecretMask.Of(text).Text);
    }

    [Fact]
    public void Of_SecretThatIsNotAscii_TakesAsManyBytes()
    {
        var text = "u = \"amqp://a:geheim€ß😀9X@host/\"; // ünd weiter\nint after;\n";
        var masked = SecretMask.Of(text);
        Assert.DoesNotContain("geheim", masked.Text, StringComparison.Ordinal);
        Assert.Equal(text.Length, masked.Text.Length);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), Encoding.UTF8.GetByteCount(masked.Text));
    }

    [Fact]
    public void Of_ManySecrets_AreReportedByKindAndNoneIsLost()
    {
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 500).Select(_ => $"k = \"ghp_{new string([.. Enumerable.Range(0, 36).Select(_ => Random40[random.Next(Random40.Length)])])}\"\n"));
        var secret = Assert.Single(SecretMask.Of(text).Secrets);
        Assert.Equal((500, 1, 500), (secret.Count, secret.Line, secret.EndLine));
    }

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n")]
    [InlineData("password=")]
    [InlineData("eyJ")]
    [InlineData("a://b:")]
    [InlineData("tokentoken")]
    public void Of_HostileRepetition_Ends(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length));
        Assert.Equal(text.Length, SecretMask.Of(text).Text.Length);
    }
}
