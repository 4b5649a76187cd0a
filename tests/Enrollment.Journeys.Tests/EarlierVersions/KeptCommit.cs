using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Enrollment.Journeys.Tests.EarlierVersions;

/// <summary>The files that <c>infra/before.sh</c> wrote for a commit: docs/testing.md.</summary>
public sealed class KeptCommit
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "before");

    private readonly string _folder;

    private KeptCommit(string folder) => _folder = folder;

    public static IEnumerable<KeptCommit> All => Directory.EnumerateDirectories(Root).Order().Select(folder => new KeptCommit(folder));

    public string Name => Path.GetFileName(_folder);

    public string PathOf(string file) => Path.Combine(_folder, file);

    public StreamReader Open(string file) => new(new GZipStream(File.OpenRead(PathOf(file)), CompressionMode.Decompress));

    /// <summary>The queues, exchanges and bindings that a worker had declared.</summary>
    public async Task<JsonObject> DefinitionsAsync() => JsonNode.Parse(await File.ReadAllTextAsync(PathOf("broker.json")))!.AsObject();

    /// <summary>The messages of each queue, and those of one whole night.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<JsonObject>>> MessagesAsync() =>
        await Task.WhenAll(Directory.GetFiles(PathOf("messages")).Select(MessagesOfAsync));

    public override string ToString() => Name;

    private async Task<IReadOnlyList<JsonObject>> MessagesOfAsync(string file)
    {
        using var text = Open(file);
        return [.. JsonNode.Parse(await text.ReadToEndAsync())!.AsArray().Select(message => message!.AsObject())];
    }
}
