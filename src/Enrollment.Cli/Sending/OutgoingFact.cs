using System.Text.Json;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Publish;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;

namespace Enrollment.Cli.Sending;

/// <summary>A fact that a command sends.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Stream">The stream in which a worker records it.</param>
internal sealed record OutgoingFact(Fact Fact, string Stream)
{
    /// <summary>Refuses what a worker would refuse, so that a typing error does not become a dead letter.</summary>
    public void Check(Database database)
    {
        var parsed = FactParser.Read(Fact.GetType().Name, Body(), database.Clock.GetUtcNow(), database.Settings.Options.Zone);
        if (!parsed.IsAccepted)
            throw new CommandFailedException(
                $"A worker would refuse {Fact.GetType().Name}: {string.Join("; ", parsed.Problems)}. Nothing was sent."
            );
    }

    public FactLine ToLine() => new(1, Fact.GetType().Name, Body(), Fact.MessageId, Fact.OccurredAt);

    private byte[] Body() => JsonSerializer.SerializeToUtf8Bytes(Fact, Fact.GetType(), ContractJson.Options);
}
