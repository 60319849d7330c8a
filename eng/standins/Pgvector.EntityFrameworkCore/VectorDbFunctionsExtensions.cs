using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pgvector.EntityFrameworkCore;

/// <summary>pgvector's distances, for LINQ queries only.</summary>
public static class VectorDbFunctionsExtensions
{
    public static double L2Distance(this object a, object b) => throw OnlyInSql(nameof(L2Distance));

    public static double MaxInnerProduct(this object a, object b) => throw OnlyInSql(nameof(MaxInnerProduct));

    public static double CosineDistance(this object a, object b) => throw OnlyInSql(nameof(CosineDistance));

    public static double L1Distance(this object a, object b) => throw OnlyInSql(nameof(L1Distance));

    private static InvalidOperationException OnlyInSql(string name) => new(CoreStrings.FunctionOnClient(name));
}
