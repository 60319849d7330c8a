using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Expressions.Internal;

namespace Pgvector.EntityFrameworkCore;

public class VectorDbFunctionsTranslatorPlugin(
    ISqlExpressionFactory sqlExpressionFactory, IRelationalTypeMappingSource typeMappingSource) : IMethodCallTranslatorPlugin
{
    public virtual IEnumerable<IMethodCallTranslator> Translators { get; } =
        [new Translator(sqlExpressionFactory, typeMappingSource)];

    private sealed class Translator(ISqlExpressionFactory sql, IRelationalTypeMappingSource types) : IMethodCallTranslator
    {
        public SqlExpression? Translate(
            SqlExpression? instance, MethodInfo method, IReadOnlyList<SqlExpression> arguments,
            IDiagnosticsLogger<DbLoggerCategory.Query> logger)
        {
            if (method.DeclaringType != typeof(VectorDbFunctionsExtensions) || Operator(method.Name) is not { } symbol)
            {
                return null;
            }

            // A parameter gets the column's type, so that a halfvec is never compared as a vector.
            var type = arguments.Select(static a => a.TypeMapping).FirstOrDefault(static m => m is not null);
            SqlExpression Typed(SqlExpression e) =>
                type is null ? sql.ApplyDefaultTypeMapping(e) : sql.ApplyTypeMapping(e, e.TypeMapping ?? type);

#pragma warning disable EF1001 // the provider has no public way to write an operator that it does not know
            return new PgUnknownBinaryExpression(
                Typed(arguments[0]), Typed(arguments[1]), symbol, typeof(double), types.FindMapping(typeof(double)));
#pragma warning restore EF1001
        }

        private static string? Operator(string method) => method switch
        {
            nameof(VectorDbFunctionsExtensions.L2Distance) => "<->",
            nameof(VectorDbFunctionsExtensions.MaxInnerProduct) => "<#>",
            nameof(VectorDbFunctionsExtensions.CosineDistance) => "<=>",
            nameof(VectorDbFunctionsExtensions.L1Distance) => "<+>",
            _ => null,
        };
    }
}
