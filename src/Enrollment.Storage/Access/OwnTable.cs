using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>A flat table and its columns, from which its schema and its statements are made.</summary>
public class OwnTable(string name, params IReadOnlyList<Column> columns)
{
    public string Name { get; } = name;

    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>The names of all columns, for a select or an insert.</summary>
    public string ColumnList { get; } = NamesOf(columns);

    protected static string NamesOf(IEnumerable<Column> columns) => string.Join(", ", columns.Select(column => column.Name));
}

/// <summary>A flat table whose rows are written and read whole.</summary>
public sealed class OwnTable<TRow>(string name, params IReadOnlyList<Column<TRow>> columns) : OwnTable(name, columns)
    where TRow : new()
{
    private readonly IReadOnlyList<Column<TRow>> _columns = columns;

    /// <summary>Inserts rows or replaces them by key. Its parameters are the arrays of <see cref="GetValues"/>.</summary>
    public string Upsert { get; } =
        $"""
            insert into {name} ({NamesOf(columns)})
            select * from unnest({string.Join(", ", columns.Select(_ => "?"))})
            on conflict ({NamesOf(columns.Where(column => column.IsKey))}) do update set {string.Join(
                ", ",
                columns.Where(column => !column.IsKey).Select(column => $"{column.Name} = excluded.{column.Name}")
            )}
            """;

    /// <summary>An array for each column.</summary>
    public object[] GetValues(IReadOnlyCollection<TRow> rows) => [.. _columns.Select(column => column.GetValues(rows))];

    /// <summary>A row that was selected by <see cref="OwnTable.ColumnList"/>.</summary>
    public TRow Read(NpgsqlDataReader reader)
    {
        var row = new TRow();
        for (var ordinal = 0; ordinal < _columns.Count; ordinal++)
            _columns[ordinal].SetValue(row, reader, ordinal);
        return row;
    }
}

/// <summary>A column of a flat table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its PostgreSQL type.</param>
public record Column(string Name, string Type)
{
    /// <summary>It is part of the primary key.</summary>
    public bool IsKey { get; init; }

    public bool IsNullable { get; init; }
}

/// <summary>A column with the member of a row that it stores.</summary>
public abstract record Column<TRow>(string Name, string Type) : Column(Name, Type)
{
    /// <summary>The member's values in these rows, as one array parameter.</summary>
    public abstract Array GetValues(IReadOnlyCollection<TRow> rows);

    /// <summary>Sets the member to the value that the database returned.</summary>
    public abstract void SetValue(TRow row, NpgsqlDataReader reader, int ordinal);
}

/// <param name="Get">Takes the value from a row.</param>
/// <param name="Set">Puts it into a row.</param>
internal sealed record Column<TRow, TValue>(string Name, string Type, Func<TRow, TValue> Get, Action<TRow, TValue> Set)
    : Column<TRow>(Name, Type)
{
    public override Array GetValues(IReadOnlyCollection<TRow> rows) => rows.Select(Get).ToArray();

    public override void SetValue(TRow row, NpgsqlDataReader reader, int ordinal)
    {
        if (!reader.IsDBNull(ordinal))
            Set(row, reader.GetFieldValue<TValue>(ordinal));
    }
}
