using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>A method of the product, with the methods that its instructions refer to.</summary>
/// <param name="File">Its source file, from the root of the checkout.</param>
/// <param name="Name">Its type and name.</param>
/// <param name="Calls">The types and names of the methods.</param>
internal sealed partial record ExecutedMethod(string File, string Name, IReadOnlyCollection<string> Calls)
{
    /// <summary>The method as the source has it: a lambda and a state machine belong to the method that they are written in.</summary>
    public static string NameOf(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        var name = SourceName().Match(method.Name) is { Success: true } lambda ? lambda.Groups[1].Value : method.Name;
        for (; type.DeclaringType is not null && type.Name.StartsWith('<'); type = type.DeclaringType)
            if (SourceName().Match(type.Name) is { Success: true } stateMachine)
                name = stateMachine.Groups[1].Value;
        return $"{type.FullName}.{name}";
    }

    [GeneratedRegex(@"^<(\w+)>")]
    private static partial Regex SourceName();
}
