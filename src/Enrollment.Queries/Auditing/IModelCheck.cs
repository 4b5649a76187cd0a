using Enrollment.Queries.Findings;
using Enrollment.Storage.Auditing;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Compares what streams of one kind give with the read models of that kind.</summary>
internal interface IModelCheck
{
    /// <summary>How the keys of the streams begin.</summary>
    string Prefix { get; }

    /// <summary>The type of their events.</summary>
    Type Kind { get; }

    /// <summary>What differs. Everything is read by the connection, so that it can be one snapshot.</summary>
    Task<IEnumerable<Finding>> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> streams,
        CancellationToken cancellationToken
    );
}
