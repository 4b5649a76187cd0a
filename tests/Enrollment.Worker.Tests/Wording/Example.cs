using System.Linq.Expressions;
using System.Reflection;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>A call of the wording, the methods that it names, and the sentences that it gives.</summary>
/// <param name="Subject">What the sentences are about.</param>
/// <param name="Methods">The methods of the wording in the call; the first gives the name of the example.</param>
/// <param name="Sentences">The result.</param>
internal sealed record Example(string Subject, IReadOnlyList<MethodInfo> Methods, IReadOnlyList<string> Sentences)
{
    public static Example Of(string subject, Expression<Func<string>> call) =>
        new(subject, MethodsOf(call), [call.Compile(preferInterpretation: true)()]);

    public static Example Of(string subject, Expression<Func<IEnumerable<string>>> call) =>
        new(subject, MethodsOf(call), [.. call.Compile(preferInterpretation: true)()]);

    public IEnumerable<string> Lines() => Sentences.Select(sentence => $"  {NameOf(Methods[0])}: {sentence}");

    public static string NameOf(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    private static List<MethodInfo> MethodsOf(LambdaExpression call)
    {
        var calls = new CallsOfTheWording();
        calls.Visit(call);
        return calls.Methods;
    }

    private sealed class CallsOfTheWording : ExpressionVisitor
    {
        public List<MethodInfo> Methods { get; } = [];

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (WordingMembers.Types.Contains(node.Method.DeclaringType!))
                Methods.Add(node.Method.IsGenericMethod ? node.Method.GetGenericMethodDefinition() : node.Method);
            return base.VisitMethodCall(node);
        }
    }
}
