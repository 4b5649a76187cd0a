using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Files;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Contracts;
using Enrollment.Intake.Escaping;
using Enrollment.Queries.Decisions;
using Marten;

namespace Enrollment.Cli.Retraining;

/// <summary>Whom a retraining concerns, as the audiences of one or more orders.</summary>
internal static class RetrainingAudience
{
    /// <summary>The ids that one message may have (semantics 12).</summary>
    private const int MostIds = 1_000;

    private const int MostShown = 10;

    public static async Task<IReadOnlyList<OrderAudience>> ReadAsync(
        ParseResult given,
        RetrainOptions options,
        IQuerySession session,
        CancellationToken cancellationToken
    )
    {
        if (given.GetValue(options.Everyone))
            return [new OrderAudience.EntireCompany()];
        if (given.GetValue(options.Groups) is { Length: > 0 } groups)
            return [new OrderAudience.Groups([.. groups.Distinct(StringComparer.Ordinal)])];
        var file = given.GetValue(options.Users)!;
        var ids = await ReadIdsAsync(file, cancellationToken);
        var unknown = await KnownIds.FindUnknownLearnersAsync(session, ids, cancellationToken);
        if (unknown.Count > 0)
            throw new CommandFailedException(
                $"--users: {file} has {Format.Count(unknown.Count, "id")} that no learner in the record has: "
                    + $"{string.Join(", ", unknown.Take(MostShown))}{(unknown.Count > MostShown ? ", …" : "")}. "
                    + $"Nothing was sent. {ManualFact.IdHint}"
            );
        return [.. ids.Chunk(MostIds).Select(chunk => new OrderAudience.Users(chunk))];
    }

    /// <summary>Blanks around an id belong to no id.</summary>
    private static async Task<IReadOnlyList<string>> ReadIdsAsync(string file, CancellationToken cancellationToken)
    {
        var text =
            file == "-"
                ? await StandardInput.ReadToEndAsync(cancellationToken)
                : await InputFile.ReadTextAsync("--users", file, cancellationToken);
        string[] ids =
        [
            .. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(EscapedText.Decode)
                .Distinct(StringComparer.Ordinal),
        ];
        if (ids.Any(id => id.Contains('\0', StringComparison.Ordinal)))
            throw new CommandFailedException($"--users: {file} has a line that is not an id: it contains U+0000. Nothing was sent.");
        return ids.Length > 0 ? ids : throw new CommandFailedException($"--users: {file} has no id. Nothing was sent.");
    }
}
