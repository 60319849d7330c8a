using System.Diagnostics;

using Julie.ServiceDefaults.Database;
using Julie.ServiceDefaults.Telemetry;

using OpenTelemetry.Trace;

namespace Julie.ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("/health", SamplingDecision.Drop)]
    [InlineData("/alive", SamplingDecision.Drop)]
    [InlineData("/api/search", SamplingDecision.RecordAndSample)]
    public void QuietSampler_Request_OnlyProbesAreDropped(string path, SamplingDecision expected)
    {
        var parameters = new SamplingParameters(
            default, ActivityTraceId.CreateRandom(), "request", ActivityKind.Server, [new("url.path", path)]);

        Assert.Equal(expected, new QuietSampler().ShouldSample(parameters).Decision);
    }

    [Theory]
    [InlineData("select id from passage where id = $1", "select passage")]
    [InlineData("INSERT INTO embed_work (space_id) values ($1)", "insert embed_work")]
    [InlineData("delete from ONLY tree_entry", "delete tree_entry")]
    [InlineData("with gone as (update ref set a = 1) select 1", "update ref")]
    [InlineData("begin", "begin")]
    [InlineData("???", "sql")]
    public void SqlSpanName_Statement_IsVerbAndTable(string sql, string expected) => Assert.Equal(expected, SqlSpanName.Of(sql));
}
