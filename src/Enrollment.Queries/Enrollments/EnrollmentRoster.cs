using System.Runtime.CompilerServices;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Records;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Queries.Enrollments;

/// <summary>A filter of the enrollments in an activity.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Group">Only learners who were members of it on the date.</param>
/// <param name="Status">Only enrollments whose latest period had this status on the date.</param>
public sealed record RosterFilter(string Activity, string? Group = null, PeriodStatus? Status = null);

/// <summary>All enrollments in one activity on a date. They are read in pages, so that any number of them fits into memory.</summary>
public static class EnrollmentRoster
{
    private const int PageSize = 2000;

    private const string Page =
        $"select learner_id from {OwnTables.Enrollment} "
        + "where activity_id = @activity and (@after is null or learner_id > @after) order by learner_id limit @size";

    /// <summary>The number of enrollments to read.</summary>
    public static Task<long> CountAsync(IQuerySession session, string activity, CancellationToken cancellationToken) =>
        Sql.QuerySingleAsync(
            session,
            $"select count(*) from {OwnTables.Enrollment} where activity_id = @activity",
            row => row.GetInt64(0),
            cancellationToken,
            Sql.Text("activity", activity)
        );

    /// <summary>Ordered by learner. Each page states the number of enrollments read for it.</summary>
    public static async IAsyncEnumerable<(int Looked, IReadOnlyList<EnrollmentView> Found)> FindAsync(
        IQuerySession session,
        RosterFilter filter,
        PointInTime pointInTime,
        BusinessCalendar calendar,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (
            var learners = await GetLearnersAsync(session, filter.Activity, after: null, cancellationToken);
            learners.Count > 0;
            learners =
                    learners.Count < PageSize ? [] : await GetLearnersAsync(session, filter.Activity, learners[^1].Value, cancellationToken)
        )
        {
            var wanted = filter.Group is { } group
                ? await FindMembersAsync(session, learners, new GroupId(group), pointInTime, calendar, cancellationToken)
                : learners;
            yield return (learners.Count, await GetViewsAsync(session, filter, wanted, pointInTime, cancellationToken));
        }
    }

    private static async Task<IReadOnlyList<EnrollmentView>> GetViewsAsync(
        IQuerySession session,
        RosterFilter filter,
        IReadOnlyList<LearnerId> learners,
        PointInTime pointInTime,
        CancellationToken cancellationToken
    )
    {
        var activity = new ActivityId(filter.Activity);
        var streams = await Recorded.GetAsync(
            session,
            learners.Select(learner => StreamKeys.Of(activity, learner)),
            pointInTime,
            cancellationToken
        );
        var earlier = await EarlierSemantics.FindAsync(session, cancellationToken);
        return
        [
            .. learners
                .Select(learner =>
                    EnrollmentView.Of(
                        activity,
                        learner,
                        Recorded.Enrollment(streams[StreamKeys.Of(activity, learner)], pointInTime, earlier)
                    )
                )
                .OfType<EnrollmentView>()
                .Where(view => filter.Status is not { } status || view.Status == status),
        ];
    }

    private static async Task<IReadOnlyList<LearnerId>> FindMembersAsync(
        IQuerySession session,
        IReadOnlyList<LearnerId> learners,
        GroupId group,
        PointInTime pointInTime,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var streams = await Recorded.GetAsync(session, learners.Select(StreamKeys.Of), pointInTime, cancellationToken);
        return [.. learners.Where(id => Recorded.Learner(id, streams[StreamKeys.Of(id)], pointInTime.AsOf, calendar).IsIn(group))];
    }

    private static Task<IReadOnlyList<LearnerId>> GetLearnersAsync(
        IQuerySession session,
        string activity,
        string? after,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            session,
            Page,
            row => new LearnerId(row.GetString(0)),
            cancellationToken,
            Sql.Text("activity", activity),
            Sql.Text("after", after),
            new NpgsqlParameter("size", NpgsqlTypes.NpgsqlDbType.Integer) { Value = PageSize }
        );
}
