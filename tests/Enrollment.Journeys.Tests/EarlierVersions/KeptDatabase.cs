using System.Text;
using Enrollment.TestKit;
using Npgsql;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>Restores a dump as the owner, as psql would.</summary>
internal static class KeptDatabase
{
    private const string EndOfCopy = @"\.";

    public static async Task RestoreAsync(this TestServers servers, StreamReader dump)
    {
        using var lines = dump;
        await using var connection = await servers.Open(null);
        var statements = new StringBuilder();
        while (await lines.ReadLineAsync() is { } line)
        {
            if (IsCopy(line))
            {
                await ExecuteAsync(connection, statements);
                await CopyAsync(connection, line, lines);
            }
            else if (!IsForPsql(line))
            {
                statements.AppendLine(line);
            }
        }

        await ExecuteAsync(connection, statements);
    }

    private static bool IsCopy(string line) =>
        line.StartsWith("COPY ", StringComparison.Ordinal) && line.EndsWith(" FROM stdin;", StringComparison.Ordinal);

    private static bool IsForPsql(string line) => line.StartsWith('\\');

    private static async Task ExecuteAsync(NpgsqlConnection connection, StringBuilder statements)
    {
        await connection.Execute(statements.ToString());
        statements.Clear();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string copy, StreamReader lines)
    {
        await using var rows = await connection.BeginTextImportAsync(copy);
        while (await lines.ReadLineAsync() is { } row && row != EndOfCopy)
            await rows.WriteAsync(row + "\n");
    }
}
