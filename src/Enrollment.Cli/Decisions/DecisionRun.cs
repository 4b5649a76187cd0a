using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Sending;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Cli.Decisions;

/// <summary>A decision about one learner, as it is sent.</summary>
/// <param name="Enrollment">The learner and the activity.</param>
/// <param name="Fact">The message.</param>
internal sealed record SentDecision(EnrollmentKey Enrollment, Fact Fact)
{
    /// <summary>The exemption; null for a decision of another kind.</summary>
    public string? ExemptionId { get; init; }

    /// <summary>When it takes effect, where that is not at once.</summary>
    public string? TakesEffect { get; init; }
}

/// <summary>Sends a decision about one learner, and says what became of it.</summary>
internal static class DecisionRun
{
    /// <summary>Returns the exit code.</summary>
    /// <param name="parsed">The command.</param>
    /// <param name="options">Its options.</param>
    /// <param name="decideAsync">Makes the message, or throws. Nothing is sent before.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed,
        DecisionOptions options,
        Func<Database, Stamp, Task<SentDecision>> decideAsync,
        CancellationToken cancellationToken
    )
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Both), cancellationToken);
        var decision = await decideAsync(database, await ManualFact.CreateStampAsync(database, cancellationToken));
        var fact = new OutgoingFact(decision.Fact, decision.Enrollment.Stream);
        fact.Check(database);
        var sent = await FactSender.SendAsync(database, parsed, [fact], cancellationToken);
        return DecisionReport.Write(sent[0], decision, parsed.GetValue(options.Json));
    }
}
