/** Where uploaded pictures are read; everybody may, for they stand on the login page. */
export const MEDIA = '/files/media/public/';

/** The name of an uploaded picture: no folder, and an ending that says what it is. */
export const MEDIA_NAME = /^[A-Za-z0-9][\w.-]{0,95}\.(png|jpg|webp)$/;

/** The address of a picture that a field names: an uploaded file by its name, anything else as it stands. */
export const mediaAddress = (value: unknown): string => {
  const text = typeof value === 'string' ? value.trim() : '';
  return MEDIA_NAME.test(text) ? `${MEDIA}${text}` : text;
};
