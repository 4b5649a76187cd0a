using RabbitMQ.Client;

namespace Enrollment.Benchmark.Messages;

/// <summary>A message to be published.</summary>
internal sealed record OutgoingMessage(string Exchange, string RoutingKey, ReadOnlyMemory<byte> Body, BasicProperties Properties);
