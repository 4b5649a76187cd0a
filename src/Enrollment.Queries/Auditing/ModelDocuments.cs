using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Reads documents by a plain connection.</summary>
internal sealed class ModelDocuments(ISerializer serializer)
{
    public Task<IReadOnlyList<T>> LoadAsync<T>(
        NpgsqlConnection connection,
        string alias,
        IEnumerable<string> ids,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            connection,
            $"select data from {DatabaseSchema.Name}.mt_doc_{alias} where id = any(@ids)",
            row => serializer.FromJson<T>(row, 0),
            cancellationToken,
            Sql.Texts("ids", ids)
        );
}
