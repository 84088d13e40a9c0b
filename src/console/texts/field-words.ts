/** The words of the fields that come from the contract's schemas, which speak English, in the other languages. */
import type { Schemas } from "../core/api.ts";
import type { Language } from "../core/format.ts";

/** The name of a field and its help. */
type Words = readonly [name: string, help?: string];
type WordsOf<S> = { readonly [K in keyof Required<S>]: Words };

interface FieldWords {
  readonly local: WordsOf<Schemas["LocalSettings"]>;
  readonly fault: WordsOf<Schemas["FaultSettings"]>;
  readonly turbotext: WordsOf<Schemas["TurbotextSettings"]>;
  readonly http: WordsOf<Schemas["HttpSettings"]>;
  readonly gemini: WordsOf<Schemas["GeminiSettings"]>;
  readonly openai: WordsOf<Schemas["OpenaiSettings"]>;
  readonly params: WordsOf<
    Schemas["TSyncParams"] &
      Schemas["ParallelismParams"] &
      Schemas["TtlParams"] &
      Schemas["SlotMaintenanceParams"] &
      Schemas["CleanupParams"] &
      Schemas["NoticeParams"]
  >;
}

const ru: FieldWords = {
  local: {
    edit: [
      "Обработка",
      "grayscale — чёрно-белое; tint — тёплый тон, как сепия; frame — фото в размытой рамке из него самого.",
    ],
    caption: ["Подпись", "Строка текста внизу снимка."],
    max_edge: ["Длинная сторона", "Наибольшая сторона снимка в пикселях."],
  },
  fault: {
    fault: [
      "Сбой",
      "none и delay дают снимок; error — ошибка вызова; hang — ответа нет; no_image — ответ без снимка; garbage — байты, которые не снимок; reject — отказ принять фото.",
    ],
    delay_ms: ["Задержка, мс", "Ожидание перед сбоем."],
    share: ["Доля", "Какая часть вызовов сбоит; остальные идут как none."],
  },
  turbotext: {
    operation: [
      "Операция",
      "image2image правит фото, как сказано в content; mix переносит стиль из second_image_url; deepfake вставляет лицо из second_image_url.",
    ],
    content: ["Задание", "Что сделать с фото. Нужно для image2image."],
    second_image_url: ["Адрес второй картинки", "Откуда Turbotext возьмёт стиль или лицо. Нужен для mix и deepfake."],
    strength: ["Сила", "Насколько меняется фото; Turbotext берёт 40."],
    seed: ["Зерно", "Одинаковое зерно — одинаковый снимок."],
    scale: ["Строгость", "Насколько точно следовать заданию; Turbotext берёт 7,5."],
    negative_prompt: ["Чего не показывать", "Чего не должно быть на снимке; не больше 80 слов."],
    original_language: ["Язык задания", "Turbotext берёт ru."],
    user_id: ["Номер пользователя", "Номер пользователя учётной записи в Turbotext; по умолчанию 1."],
    face_restore: ["Исправить лицо", "Исправлять ли лицо после deepfake."],
    poll_ms: ["Опрос, мс", "Сколько миллисекунд между вопросами о снимке."],
    download_hosts: [
      "Узлы для скачивания",
      "Откуда ещё, кроме TURBOTEXT_BASE_URL, можно взять снимок; ключ им не передаётся.",
    ],
  },
  http: {
    url: ["Адрес", "Адрес вашего сервиса; https, если он не частный и PROVIDER_PRIVATE_ADDRESSES этого не разрешает."],
    prompt: ["Задание", "Что сделать с фото."],
    params: ["Параметры", "Всё остальное, что нужно вашему сервису."],
    encoding: [
      "Кодирование",
      "multipart — форма с image, prompt и params; json — объект с image_b64, content_type, prompt и params.",
    ],
  },
  gemini: {
    prompt: ["Задание", "Что сделать из фото."],
    model: ["Модель", "Модель, которая отвечает картинками. Отключённая модель — ошибка настройки."],
    api_version: ["Версия API"],
    aspect_ratio: ["Соотношение сторон", "Ширина к высоте. Если не указать, решает модель, обычно как у фото."],
    image_size: ["Размер", "Передаётся, только если указан; модели до gemini-3 его не принимают."],
  },
  openai: {
    prompt: ["Задание", "Что сделать из фото."],
    model: ["Модель", "Передаётся всегда: значение по умолчанию у самого API меняется."],
    size: ["Размер", "Ширина и высота снимка в пикселях."],
    quality: ["Качество", "high и auto могут занять больше T_sync_response."],
    output_format: ["Формат", "jpeg готовится быстрее всего."],
    output_compression: ["Сжатие", "Качество jpeg и webp, 100 — лучшее. Передаётся, только если указано."],
    background: ["Фон", "Передаётся, только если указан; transparent требует png или webp и подходящей модели."],
    input_fidelity: [
      "Сходство лиц",
      "Насколько точно сохраняются лица. Передаётся, только если указано; не каждая модель принимает.",
    ],
    moderation: ["Модерация", "Насколько строго отклоняются фото. Передаётся, только если указана."],
  },
  params: {
    seconds: ["Секунды"],
    limit: ["Предел", "Сколько фото может быть в работе одновременно."],
    provider: ["Провайдер"],
    slot_id: ["Слот"],
    hours: ["Часы"],
    expected_end: ["Ожидаемый конец"],
    ttl_hours: ["Срок хранения, ч", "Сколько освободил бы такой срок хранения."],
    text: ["Текст"],
  },
};

const translated: Readonly<Partial<Record<Language, Readonly<Record<string, Readonly<Record<string, Words>>>>>>> = {
  ru: Object.fromEntries(Object.entries(ru).map(([group, words]) => [group, { ...words }])),
};

/** What a field is called and its help; without help the contract's own is shown. `group` is a provider, or params. */
export function fieldWords(
  language: Language,
  group: string,
  name: string,
): { readonly label: string; readonly help?: string } {
  const found = translated[language]?.[group]?.[name];
  if (found === undefined) return { label: readable(name) };
  const [label, help] = found;
  return help === undefined ? { label } : { label, help };
}

function readable(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
