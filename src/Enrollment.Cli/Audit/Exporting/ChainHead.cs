using Marten;

namespace Enrollment.Cli.Audit.Exporting;

/// <summary>Placeholder until the chain's own query is merged.</summary>
internal static class ChainHead
{
    public static Task<ChainPosition?> Read(IQuerySession session, CancellationToken cancellation) => Task.FromResult<ChainPosition?>(null);
}
