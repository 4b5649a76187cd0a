using Enrollment.Cli.Errors;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Servers;
using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Queries.Decisions;
using Marten;

namespace Enrollment.Cli.Decisions;

/// <summary>Finds the exemption that a revocation ends, or says why there is none.</summary>
internal static class RevocableExemption
{
    public static async Task<RecordedExemption> FindAsync(
        IQuerySession session,
        Database database,
        string id,
        Stamp stamp,
        CancellationToken cancellationToken
    )
    {
        var found = await RecordedExemption.GetAsync(session, new ExemptionId(id), cancellationToken);
        if (found.Count == 0)
            throw new CommandFailedException(
                $"No exemption with the id {id} is in the record. Nothing was sent. "
                    + $"List those in force or to come with: enrollctl exempt list"
            );
        var valid = found.Where(exemption => !exemption.Fact.Revoked).ToArray();
        if (valid.Length == 0)
            throw new CommandFailedException($"The exemption {id} is already revoked. Nothing was sent.");
        if (valid.Length > 1)
            throw new CommandFailedException(
                $"{Format.Count(valid.Length, "exemption")} have the id {id}: {Describe(valid)}. Nothing was sent. "
                    + $"Send ExemptionRevoked for one of them with: enrollctl publish"
            );
        Check(valid[0], stamp, database);
        return valid[0];
    }

    private static void Check(RecordedExemption exemption, Stamp stamp, Database database)
    {
        var (fact, calendar) = (exemption.Fact, database.Settings.Calendar);
        if (fact.Until is { } last && last < calendar.DateOf(stamp.OccurredAt))
            throw new CommandFailedException(
                $"The exemption {fact.ExemptionId} ended on {Format.Date(last)}. There is nothing to revoke. Nothing was sent."
            );
        if (fact.OccurredAt >= stamp.OccurredAt)
            throw new CommandFailedException(
                $"The exemption {fact.ExemptionId} was granted at {Format.Instant(fact.OccurredAt, calendar.Zone)}, "
                    + $"which is in the future. A revocation now would not hold. Nothing was sent."
            );
    }

    private static string Describe(IEnumerable<RecordedExemption> exemptions) =>
        string.Join(", ", exemptions.Select(exemption => $"{exemption.Enrollment.Learner} in {exemption.Enrollment.Activity}"));
}
