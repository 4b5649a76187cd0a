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
    public async Task<IReadOnlyList<double>> Measure(CancellationToken cancellation)
    {
        var seconds = new List<double>();
        await using var connection = await sandbox.Source.OpenConnectionAsync(cancellation);
        foreach (var (table, rows) in _tables)
            await Read(connection, table, rows, cancellation);
        for (var turn = 0; turn < Settings.Repetitions; turn++)
            seconds.Add(await Turn(connection, cancellation));
        foreach (var (table, _) in _tables)
            File.Delete(FileOf(table));
        return seconds;
    }

    private async Task<double> Turn(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await sandbox.Execute($"create schema {Schema}");
        foreach (var (table, _) in _tables)
            await sandbox.Execute($"create table {Schema}.{table} (like {DatabaseSchema.Name}.{table} including all)");
        var elapsed = Stopwatch.StartNew();
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            foreach (var (table, _) in _tables)
                await Write(connection, table, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        var seconds = elapsed.Elapsed.TotalSeconds;
        var streams = await sandbox.Value<long>($"select count(*) from {Schema}.mt_streams");
        if (streams != enrollments)
            throw new WrongResultException($"{streams} streams were copied, but there are {enrollments}.");
        await sandbox.Execute($"drop schema {Schema} cascade");
        return seconds;
    }

    private async Task Read(NpgsqlConnection connection, string table, string rows, CancellationToken cancellation)
    {
        await using var file = File.Create(FileOf(table));
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy (select * from {DatabaseSchema.Name}.{table} where {rows}) to stdout (format binary)",
            cancellation
        );
        await copy.CopyToAsync(file, cancellation);
    }

    private async Task Write(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(FileOf(table));
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {Schema}.{table} from stdin (format binary)", cancellation);
        await file.CopyToAsync(copy, cancellation);
    }

    private string FileOf(string table) => Path.Combine(folder, $"{table}.copy");
}
