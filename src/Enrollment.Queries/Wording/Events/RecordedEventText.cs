using System.Text;
using System.Text.Json;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Queries.Wording.Rules;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Operators;
using Enrollment.Storage.Orders;

namespace Enrollment.Queries.Wording.Events;

/// <summary>An event of any stream, also one that this version does not know.</summary>
public static class RecordedEventText
{
    public static string Of(RecordedEvent recorded, EventContents contents, BusinessCalendar calendar)
    {
        object data;
        try
        {
            data = contents.Deserialize(Encoding.UTF8.GetBytes(recorded.Type), Encoding.UTF8.GetBytes(recorded.Data));
        }
        catch (JsonException)
        {
            return Unknown(recorded.Type);
        }

        return Of(data, calendar);
    }

    /// <summary>The sentences of the history, in one line.</summary>
    public static string Of(object data, BusinessCalendar calendar) =>
        data switch
        {
            EnrollmentEvent change => ValueText.List(
                [EventText.What(change), $"effective {ValueText.Date(EventText.EffectiveOn(change, calendar))}", .. EventText.Why(change)],
                "; "
            ),
            LearnerFact fact => ValueText.List([LearnerFactText.What(fact, calendar), .. LearnerFactText.Why(fact, calendar)], "; "),
            RuleSaved saved => Saved(saved),
            OrderRecorded order => Ordered(order),
            NightStarted night => NightText.Started(night.BusinessDate),
            NightFinished night => NightText.Finished(night.BusinessDate, night.Batch, night.Rollover),
            LearnerForgotten forgotten => $"Personal data erased by {forgotten.By}: {forgotten.Reason}",
            OperatorActed acted => $"{acted.User} ran enrollctl {acted.Command}{(acted.Reason is null ? "" : $": {acted.Reason}")}",
            _ => throw new ArgumentOutOfRangeException(nameof(data), data.GetType().Name, "Unknown kind of event."),
        };

    /// <summary>An event that another version wrote, or that cannot be read.</summary>
    public static string Unknown(string type) => $"This version cannot read the event: {type.Replace('_', ' ')}";

    private static string Ordered(OrderRecorded order) =>
        $"Retraining ordered ({order.OrderId}): activity {order.ActivityId}, for {OrderText.Audience(order.Audience)}, "
        + $"due {OrderText.Due(order.Due)}; decided by {order.DecidedBy}: {order.Reason}";

    private static string Saved(RuleSaved saved) =>
        $"Rule {saved.Rule.Id} version {saved.Rule.Version} saved{(saved.SavedBy is null ? "" : $" by {saved.SavedBy}")}: "
        + $"activity {saved.Rule.ActivityId}, for {AudienceText.Of(saved.Rule.Audience)}, {TermsText.Of(saved.Rule.Terms)}"
        + RuleText.Validity(saved.Rule);
}
