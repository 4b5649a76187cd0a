using Marten;
using Marten.Services;
using Npgsql;

namespace Enrollment.Worker.WarmUp;

/// <summary>The database refuses the save of a rehearsal. That is not logged as an error.</summary>
internal sealed class SilentLogger : IMartenSessionLogger
{
    public void LogSuccess(NpgsqlCommand command) { }

    public void LogFailure(NpgsqlCommand command, Exception ex) { }

    public void LogSuccess(NpgsqlBatch batch) { }

    public void LogFailure(NpgsqlBatch batch, Exception ex) { }

    public void LogFailure(Exception ex, string message) { }

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit) { }

    public void OnBeforeExecute(NpgsqlCommand command) { }

    public void OnBeforeExecute(NpgsqlBatch batch) { }
}
