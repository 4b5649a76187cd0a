using Enrollment.TestKit;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>
/// A copy of a built program in which each of the product's methods first calls <see cref="ExecutionProbe.Enter"/>. Code that the compiler
/// generates for a declaration of data is left out, such as the constructor of a record: it has no statement of a source file.
/// </summary>
internal sealed class InstrumentedProgram : IDisposable
{
    private const string Generated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    private readonly string _folder = Directory.CreateTempSubdirectory("enrollment-instrumented-").FullName;
    private readonly List<ExecutedMethod> _methods = [];

    /// <param name="program">The program's assembly; the product's assemblies are beside it.</param>
    public InstrumentedProgram(string program)
    {
        var built = Path.GetDirectoryName(program)!;
        CopyFolder(built, _folder);
        Assembly = Path.Combine(_folder, Path.GetFileName(program));
        foreach (var assembly in Directory.EnumerateFiles(_folder, "Enrollment.*.dll"))
            Instrument(assembly);
    }

    public string Assembly { get; }

    public ExecutedMethod this[int number] => _methods[number];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Instrument(string assembly)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(_folder);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var reading = new ReaderParameters
        {
            ReadSymbols = true,
            InMemory = true,
            AssemblyResolver = resolver,
        };
        using var module = ModuleDefinition.ReadModule(assembly, reading);
        var enter = module.ImportReference(typeof(ExecutionProbe).GetMethod(nameof(ExecutionProbe.Enter)));
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods))
            if (FileOf(method) is { } file)
                Instrument(method, file, enter);
        module.Write(assembly);
    }

    private void Instrument(MethodDefinition method, string file, MethodReference enter)
    {
        var calls = method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>();
        _methods.Add(new ExecutedMethod(file, ExecutedMethod.NameOf(method), calls.Select(ExecutedMethod.NameOf).ToHashSet()));
        var (instructions, first) = (method.Body.GetILProcessor(), method.Body.Instructions[0]);
        instructions.InsertBefore(first, instructions.Create(OpCodes.Ldc_I4, _methods.Count - 1));
        instructions.InsertBefore(first, instructions.Create(OpCodes.Call, enter));
    }

    private static string? FileOf(MethodDefinition method)
    {
        if (!method.HasBody || IsGenerated(method))
            return null;
        var line = method.DebugInformation.SequencePoints.FirstOrDefault(point => !point.IsHidden);
        var file = line is null ? "" : Path.GetRelativePath(Checkout.Root, line.Document.Url).Replace('\\', '/');
        return file.StartsWith("src/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) ? file : null;
    }

    private static bool IsGenerated(MethodDefinition method) =>
        method.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == Generated)
        || (method.IsConstructor && !method.IsStatic && method.DeclaringType.Methods.Any(member => member.Name == "PrintMembers"));

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
