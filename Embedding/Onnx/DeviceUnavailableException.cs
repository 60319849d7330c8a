namespace Julie.Embedding.Onnx;

/// <summary>The device that the configuration names does not work on this machine; the message says why.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);
