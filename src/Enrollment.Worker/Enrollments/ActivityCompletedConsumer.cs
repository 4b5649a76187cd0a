using Enrollment.Contracts;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Messaging;
using Enrollment.Worker.NightlyCycle;
using Enrollment.Worker.Observability;
using Marten;
using MassTransit;

namespace Enrollment.Worker.Enrollments;

/// <summary>A completion takes effect at once, judged by its own date (semantics 4, 5.3).</summary>
public sealed class ActivityCompletedConsumer(IDocumentSession session, BusinessCalendar calendar, TimeProvider time, EnrollmentMetrics metrics)
    : IConsumer<ActivityCompleted>
{
    public async Task Consume(ConsumeContext<ActivityCompleted> context)
    {
        var fact = context.Fact();
        var key = new EnrollmentKey(new ActivityId(fact.ActivityId), new LearnerId(fact.UserId));
        using var scope = LogScope.Stream(key.Stream);
        var stored = await session.LoadEnrollment(key, context.CancellationToken);
        var ledger = await session.LoadAsync<NightlyLedger>(NightlyLedger.TheId, context.CancellationToken);
        var events = Decisions.Complete(
            stored.State, fact.CompletedOn, calendar.DateOf(time.GetUtcNow()), ledger?.RolledOverTo ?? DateOnly.MinValue, Cause.Message(fact.MessageId));
        var enrollments = new EnrollmentChanges(session);
        var changed = enrollments.Add(key, stored, events);
        enrollments.Write();
        await session.SaveChangesAsync(context.CancellationToken);
        metrics.FactHandled(typeof(ActivityCompleted), changed ? FactOutcome.Applied : FactOutcome.Unchanged, fact.OccurredAt);
    }
}
