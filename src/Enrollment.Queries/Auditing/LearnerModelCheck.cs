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
            let expected = LearnerContent.Of(entry.Document).AsKeptIn(document)
            where found != expected
            select new Finding(FindingKind.ReadModel, entry.Key, null, FindingText.OtherLearner(found?.ToString(), expected.ToString()));
        return different.Concat(await FindMissingDatesAsync(connection, [.. should.Select(entry => entry.Document)], cancellationToken));
    }

    private async Task<IEnumerable<Finding>> FindMissingDatesAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<LearnerDocument> learners,
        CancellationToken cancellationToken
    )
    {
        if (await toCome.FindLatestPassedAsync(connection, cancellationToken) is not { } passed)
            return [];
        var dates =
            from document in learners
            from date in NextLook.DatesOf(document.Learner, toCome.Calendar)
            where date > passed
            select (document.Learner.Id, date);
        var missing = await RunsToCome.FindMissingAsync(connection, [.. dates], cancellationToken);
        return missing.Select(date => new Finding(
            FindingKind.ReadModel,
            StreamKeys.Of(date.Learner),
            null,
            FindingText.DateMissing(date.On)
        ));
    }
}
