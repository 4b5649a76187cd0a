using Marten;
using MassTransit;
using MassTransit.Saga;

namespace Enrollment.Worker.Nights.Saga;

/// <summary>
/// Keeps the nightly run as a Marten document with numeric revisions. Stands in for MassTransit.Marten, which does not exist for these
/// versions.
/// </summary>
internal sealed class NightlyRunRepository(IDocumentStore store) : ISagaRepositoryContextFactory<NightlyRunState>
{
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<NightlyRunState, T>> next)
        where T : class
    {
        await using var session = store.LightweightSession();
        session.CorrelationId = context.CorrelationId?.ToString();
        session.CausationId = context.MessageId?.ToString();
        await next.Send(new NightlyRunRepositoryContext<T>(context, session));
    }

    public Task SendQuery<T>(
        ConsumeContext<T> context,
        ISagaQuery<NightlyRunState> query,
        IPipe<SagaRepositoryQueryContext<NightlyRunState, T>> next
    )
        where T : class => throw new NotSupportedException("A nightly run is found by its id.");

    public void Probe(ProbeContext context) => context.Add("persistence", "marten");
}
