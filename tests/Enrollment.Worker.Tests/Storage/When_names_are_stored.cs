using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Enrollment.Contracts;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Enrollment.Worker.Nights;
using Enrollment.Worker.Nights.Messages;
using FluentAssertions;
using MassTransit;
using MassTransit.Metadata;

namespace Enrollment.Worker.Tests.Storage;

/// <summary>
/// What is stored and sent is read by later versions. A test that fails here after a type or member was renamed says which name to pin.
/// </summary>
public sealed class When_names_are_stored
{
    [Test]
    public void Should_keep_the_names_of_events_documents_states_and_messages()
    {
        string[] names =
        [
            .. Lines("event", StoredNames.Events),
            .. Lines("document", StoredNames.Documents),
            .. typeof(Nights.NightlyRunStateMachine).GetProperties().Where(IsState).Select(state => $"state {state.Name}").Order(),
            .. Messages().Select(type => $"message {MessageUrn.ForTypeString(type)} exchange {ExchangeOf(type)}").Order(),
        ];

        names.Should().Equal(File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Storage", "stored-names.txt")));
    }

    [Test]
    public void Should_name_states_of_the_state_machine_for_whoever_reads_the_stored_run() =>
        typeof(NightlyRunStates)
            .GetFields()
            .Select(constant => (string)constant.GetValue(null)!)
            .Should()
            .BeSubsetOf(typeof(Nights.NightlyRunStateMachine).GetProperties().Where(IsState).Select(state => state.Name));

    [Test]
    public void Should_name_every_event_that_the_core_can_decide()
    {
        var decided = typeof(Domain.Enrollments.EnrollmentEvent)
            .Assembly.GetTypes()
            .Where(type =>
                !type.IsAbstract
                && (
                    type.IsAssignableTo(typeof(Domain.Enrollments.EnrollmentEvent))
                    || type.IsAssignableTo(typeof(Domain.Learners.LearnerFact))
                )
            );

        StoredNames.Events.Keys.Should().Contain(decided);
    }

    private static IEnumerable<string> Lines(string kind, IReadOnlyDictionary<Type, string> names) =>
        names
            .OrderBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{kind} {pair.Value}: {string.Join(", ", Members(pair.Key, []))}");

    private static IEnumerable<string> Members(Type type, Type[] parents) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is not JsonIgnoreCondition.Always
        where property.GetIndexParameters().Length == 0
        let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)
        orderby name
        select name + Content(Element(property.PropertyType), [.. parents, type]);

    private static string Content(Type type, Type[] parents)
    {
        if (type.IsEnum)
            return $"({string.Join('|', Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))})";
        if (type.Namespace?.StartsWith("Enrollment.", StringComparison.Ordinal) != true || IsLeaf(type) || parents.Contains(type))
            return "";
        var derived = type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray();
        return derived.Length == 0
            ? $"{{{string.Join(", ", Members(type, parents))}}}"
            : $"{{{string.Join(" | ", derived.Select(one => Kind(one, parents)))}}}";
    }

    private static string Kind(JsonDerivedTypeAttribute kind, Type[] parents) =>
        $"kind {kind.TypeDiscriminator}: {string.Join(", ", Members(kind.DerivedType, parents))}".TrimEnd(' ', ':');

    private static bool IsLeaf(Type type) => type.GetCustomAttribute<JsonConverterAttribute>() is not null;

    private static Type Element(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? value
        : type != typeof(string) && Sequence(type) is { } sequence ? Element(sequence)
        : type;

    private static Type? Sequence(Type type) =>
        type.GetInterfaces()
            .Append(type)
            .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];

    private static bool IsState(PropertyInfo property) => property.PropertyType == typeof(State);

    private static IEnumerable<Type> Messages() =>
        typeof(UserCreated)
            .Assembly.GetTypes()
            .Concat(typeof(RunBatchSegment).Assembly.GetTypes().Where(type => type.IsDefined(typeof(MessageUrnAttribute))))
            .Where(type => type is { IsClass: true, IsAbstract: false, IsPublic: true } && !type.IsAssignableTo(typeof(JsonConverter)))
            .Except([typeof(Interval), typeof(Reminders), typeof(NightlyCounts), typeof(RecordDigest)])
            .Where(MessageTypeCache.IsValidMessageType);

    private static string ExchangeOf(Type type) =>
        type.GetCustomAttribute<EntityNameAttribute>()?.EntityName ?? $"{type.Namespace}:{type.Name}";
}
