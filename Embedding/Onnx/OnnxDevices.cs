using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Onnx;

/// <summary>Opens a session on the device that the options ask for, and says which one it is.</summary>
internal sealed class OnnxDevices(EmbeddingOptions options, ILogger logger)
{
    /// <summary>A session and the name of its device.</summary>
    /// <exception cref="DeviceUnavailableException">The device that was asked for by name does not work here.</exception>
    /// <exception cref="OnnxRuntimeException">The file is no graph that ONNX Runtime takes.</exception>
    public (InferenceSession Session, string Device) Open(string file, string model)
    {
        OrtEnv.Instance().DisableTelemetryEvents();
        var device = options.Device;
        if (device == EmbeddingDevice.Auto)
        {
            if (TryOpen(file, EmbeddingDevice.Cuda, out var reason) is { } session)
            {
                Log.DeviceChosen(logger, model, "cuda", "auto");
                return (session, "cuda");
            }

            Log.DeviceSkipped(logger, model, "cuda", reason);
            device = EmbeddingDevice.Cpu;
        }

        var name = device.ToString().ToLowerInvariant();
        var opened = device == EmbeddingDevice.Cpu
            ? new InferenceSession(file, Cpu())
            : TryOpen(file, device, out var why) ?? throw new DeviceUnavailableException(
                $"Julie:Embedding:Device is '{name}' but it does not work here: {why}. Mend that, or set it to 'auto' or 'cpu'.");
        Log.DeviceChosen(logger, model, name, options.Device.ToString().ToLowerInvariant());
        return (opened, name);
    }

    private static InferenceSession? TryOpen(string file, EmbeddingDevice device, out string reason)
    {
        if (GpuLibraries.Missing(device) is { } missing)
        {
            reason = missing;
            return null;
        }

        try
        {
            // ONNX Runtime opens no session with a provider that fails: it never falls back by itself here.
            using var session = Common();
            if (device == EmbeddingDevice.TensorRt)
            {
                session.AppendExecutionProvider_Tensorrt();
            }

            session.AppendExecutionProvider_CUDA();
            reason = "";
            return new InferenceSession(file, session);
        }
        catch (OnnxRuntimeException exception)
        {
            reason = exception.Message;
            return null;
        }
    }

    private SessionOptions Cpu()
    {
        var session = Common();
        session.IntraOpNumThreads = options.Threads;
        // Spinning threads would take the cores of the services beside this one.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return session;
    }

    private static SessionOptions Common() => new()
    {
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        // Shapes differ from batch to batch: remembered patterns would only grow.
        EnableMemoryPattern = false,
    };
}
