using System.Reflection;
using Enrollment.Queries.Wording;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>The classes of the wording, and what in them gives a sentence.</summary>
internal static class WordingMembers
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;

    private static readonly string Folder = typeof(ValueText).Namespace!;

    public static IReadOnlySet<Type> Types { get; } =
        typeof(ValueText)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false })
            .Where(type => type.Namespace?.StartsWith(Folder, StringComparison.Ordinal) == true)
            .ToHashSet();

    public static IEnumerable<FieldInfo> Constants =>
        Sorted(Types.SelectMany(type => type.GetFields(Declared)).Where(constant => constant.FieldType == typeof(string)));

    public static IEnumerable<MethodInfo> Methods =>
        Sorted(Types.SelectMany(type => type.GetMethods(Declared)).Where(method => GivesText(method.ReturnType)));

    /// <summary>The methods that word one member of an enum.</summary>
    public static IEnumerable<MethodInfo> OfEnums => Methods.Where(method => method.GetParameters() is [{ ParameterType.IsEnum: true }]);

    private static bool GivesText(Type type) => type != typeof(DateOnly) && type != typeof(bool);

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> members)
        where T : MemberInfo => members.OrderBy(Example.NameOf, StringComparer.Ordinal);
}
