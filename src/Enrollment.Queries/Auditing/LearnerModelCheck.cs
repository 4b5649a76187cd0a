using Enrollment.Domain.Deciding;
using Enrollment.Domain.Learners;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Access;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Learners;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>Learners: their documents, and the dates on which a run has to look at them.</summary>
internal sealed class LearnerModelCheck(ModelDocuments documents, RunsToCome toCome) : IModelCheck
{
    public string Prefix => "learner/";

    public Type Kind => typeof(LearnerFact);

    public async Task<IEnumerable<Finding>> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<EventStream> streams,
        CancellationToken cancellationToken
    )
    {
        var should = streams.Select(stream => (stream.Key, Document: stream.Learner())).ToArray();
        var ids = should.Select(entry => entry.Document.Id);
        var stored = (await documents.LoadAsync<LearnerDocument>(connection, "learner", ids, cancellationToken)).ToDictionary(document =>
            StreamKeys.Of(document.Learner.Id)
        );
        var different =
            from entry in should
            let document = stored.GetValueOrDefault(entry.Key)
            let found = document is null ? null : LearnerContent.Of(document)
            let expected = LearnerContent.Of(entry.Document, document)
            where found != expected
            select new Finding(FindingKind.ReadModel, entry.Key, null, FindingText.OtherLearner(found?.ToString(), expected.ToString()));
        var dates =
            from entry in should
            from date in NextLook.DatesOf(entry.Document.Learner, toCome.Calendar)
            select (entry.Key, entry.Document.Learner.Id, date);
        return different.Concat(await toCome.FindMissingDatesAsync(connection, [.. dates], cancellationToken));
    }
}
