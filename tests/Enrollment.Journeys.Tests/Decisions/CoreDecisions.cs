using Enrollment.Domain.Deciding;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Journeys.Tests.Decisions;

/// <summary>Decides a command by the core and stores the events as a worker does, with the row of the read model.</summary>
internal static class CoreDecisions
{
    public static async Task DecideAsync(this IDocumentStore store, EnrollmentKey key, EnrollmentCommand command)
    {
        await using var session = store.LightweightSession();
        var stored = await session.LoadEnrollmentAsync(key, CancellationToken.None);
        var events = EnrollmentDecider.Decide(stored.State, command);
        events.Should().NotBeEmpty($"{command} changes something");
        session.Append(key, stored, events);
        var state = events.Aggregate(stored.State, (folded, recorded) => folded.Apply(recorded));
        EnrollmentTable.Write(session, [(key, state, stored.Version + events.Count)]);
        await session.SaveChangesAsync();
    }
}
