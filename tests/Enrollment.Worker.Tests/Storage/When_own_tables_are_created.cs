using Enrollment.Storage.Access;
using Enrollment.Worker.Tests.Recording;

namespace Enrollment.Worker.Tests.Storage;

/// <summary>
/// The file lists the columns and indexes that earlier versions created. A difference would change the tables of a deployment.
/// </summary>
public sealed class When_own_tables_are_created
{
    private const string Columns = """
        select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || case when a.attnotnull then ' not null' else '' end
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'enrollment'::regnamespace and c.relkind = 'r' and c.relname not like 'mt\_%' and a.attnum > 0
        order by c.relname collate "C", a.attnum
        """;

    private const string Indexes = """
        select indexdef from pg_indexes where schemaname = 'enrollment' and tablename not like 'mt\_%' order by indexname collate "C"
        """;

    [Test]
    public async Task Should_have_the_columns_and_indexes_of_earlier_versions()
    {
        await using var store = await FactStore.Create();
        await using var session = store.Store.QuerySession();
        string[] created = [.. await TextsAsync(Columns), .. await TextsAsync(Indexes)];

        created.Should().Equal(File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Storage", "own-tables.txt")));

        Task<IReadOnlyList<string>> TextsAsync(string sql) => Sql.QueryAsync(session, sql, row => row.GetString(0), CancellationToken.None);
    }
}
