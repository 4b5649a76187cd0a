using System.Diagnostics;
using Enrollment.Benchmark.Servers;
using Enrollment.Storage.Access;
using Npgsql;

namespace Enrollment.Benchmark.Nights;

/// <summary>How fast the database takes the very rows a night has stored: binary COPY into like tables with the same indexes.</summary>
internal sealed class CopyReference(Sandbox sandbox, string folder, string activity, int enrollments)
{
    private const string Schema = "bench_copy";

    private readonly (string Table, string Rows)[] _tables =
    [
        ("mt_streams", $"id like 'enrollment/{activity}/%'"),
        ("mt_events", $"stream_id like 'enrollment/{activity}/%'"),
        ("enrollment", $"activity_id = '{activity}'"),
    ];

    /// <summary>Seconds of each of three turns.</summary>
    public async Task<IReadOnlyList<double>> MeasureAsync(CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        await using var connection = await sandbox.Source.OpenConnectionAsync(cancellationToken);
        foreach (var (table, rows) in _tables)
            await ReadAsync(connection, table, rows, cancellationToken);
        for (var turn = 0; turn < Settings.Repetitions; turn++)
            seconds.Add(await TurnAsync(connection, cancellationToken));
        foreach (var (table, _) in _tables)
            File.Delete(FileOf(table));
        return seconds;
    }

    private async Task<double> TurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await sandbox.ExecuteAsync($"create schema {Schema}");
        foreach (var (table, _) in _tables)
            await sandbox.ExecuteAsync($"create table {Schema}.{table} (like {DatabaseSchema.Name}.{table} including all)");
        var elapsed = Stopwatch.StartNew();
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            foreach (var (table, _) in _tables)
                await WriteAsync(connection, table, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        var seconds = elapsed.Elapsed.TotalSeconds;
        var streams = await sandbox.ValueAsync<long>($"select count(*) from {Schema}.mt_streams");
        if (streams != enrollments)
            throw new WrongResultException($"{streams} streams were copied, but there are {enrollments}.");
        await sandbox.ExecuteAsync($"drop schema {Schema} cascade");
        return seconds;
    }

    private async Task ReadAsync(NpgsqlConnection connection, string table, string rows, CancellationToken cancellationToken)
    {
        await using var file = File.Create(FileOf(table));
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy (select * from {DatabaseSchema.Name}.{table} where {rows}) to stdout (format binary)",
            cancellationToken
        );
        await copy.CopyToAsync(file, cancellationToken);
    }

    private async Task WriteAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(FileOf(table));
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy {Schema}.{table} from stdin (format binary)",
            cancellationToken
        );
        await file.CopyToAsync(copy, cancellationToken);
    }

    private string FileOf(string table) => Path.Combine(folder, $"{table}.copy");
}
